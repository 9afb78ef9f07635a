//! The report in a real browser: silent, self-contained, nothing clipped at any width, charts with their tables,
//! sorting and hovering, and readable for everyone.

use crate::report::browser::Browser;
use crate::report::made::{backtested, compared, hostile, ran};
use serde_json::Value;
use std::path::Path;

/// A phone, a desk, and A4 less its margins at 96 dots an inch.
const WIDTHS: [(&str, u32, &str, &str); 5] = [
    ("phone", 390, "light", "screen"),
    ("phone-dark", 390, "dark", "screen"),
    ("desk", 1280, "light", "screen"),
    ("desk-dark", 1280, "dark", "screen"),
    ("a4", 688, "light", "print"),
];

/// Elements wider than the page, texts of charts outside their drawing, and texts of one chart that overlap.
const CLIPPED: &str = r#"(() => {
  const found = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) found.push('the page scrolls sideways: ' + document.documentElement.scrollWidth + ' > ' + wide);
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('.scroll, .chart, details:not([open])') || e.id === 'tip') continue;
    const r = e.getBoundingClientRect();
    if (r.width && (r.right > wide + 1 || r.left < -1)) found.push('outside the page: ' + e.outerHTML.slice(0, 80));
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden') found.push('clipped: ' + e.outerHTML.slice(0, 80));
  }
  for (const svg of document.querySelectorAll('svg.chart')) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]).filter(([, r]) => r.width);
    const name = svg.getAttribute('aria-label').slice(0, 40);
    for (const [t, r] of texts) {
      if (r.left < frame.left - 1.5 || r.right > frame.right + 1.5 || r.top < frame.top - 1.5 || r.bottom > frame.bottom + 1.5)
        found.push(name + ': outside: ' + t.textContent);
    }
    for (let i = 0; i < texts.length; i++) for (let j = i + 1; j < texts.length; j++) {
      const [a, b] = [texts[i][1], texts[j][1]];
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left), y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (x > 1 && y > 0.3 * Math.min(a.height, b.height)) found.push(name + ': overlap: ' + texts[i][0].textContent + ' / ' + texts[j][0].textContent);
    }
  }
  return found.slice(0, 20);
})()"#;

/// Charts without a size, a name, or a table with rows.
const CHARTS: &str = r#"(() => {
  const charts = [...document.querySelectorAll('svg.chart')];
  const bad = charts.filter(svg => {
    const r = svg.getBoundingClientRect(), figure = svg.closest('figure');
    return !(r.width > 100 && r.height > 50 && svg.getAttribute('aria-label') && figure.querySelectorAll('details table tbody tr').length > 0);
  });
  return [charts.length, bad.map(s => s.getAttribute('aria-label'))];
})()"#;

/// Puts the pointer on a chart's mark; what the tip says, and the row it should show.
const HOVER: &str = r#"(() => {
  const mark = [...document.querySelectorAll('#course [data-row]')][5];
  mark.scrollIntoView({ block: 'center' });
  const r = mark.getBoundingClientRect();
  const at = { bubbles: true, clientX: r.left + r.width / 2, clientY: r.top + 20 };
  mark.dispatchEvent(new PointerEvent('pointermove', at));
  const tip = document.getElementById('tip'), box = tip.getBoundingClientRect();
  const row = mark.closest('figure').querySelectorAll('tbody tr')[5];
  const said = tip.textContent, cells = [...row.cells].map(c => c.textContent);
  const inside = box.width > 0 && box.left >= 0 && box.right <= innerWidth && box.top >= 0;
  document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: 1, clientY: 1 }));
  return [said, cells, inside, tip.hidden];
})()"#;

/// Sorts the register by value, up and down; the values in both orders.
const SORT: &str = r#"(() => {
  const table = document.querySelector('table.register');
  const values = () => [...table.tBodies[0].rows].map(r => Number(r.cells[1].dataset.sort));
  const button = table.querySelectorAll('thead th button')[1];
  button.click(); const up = values(); button.click(); const down = values();
  return [up, down, table.querySelectorAll('th')[1].getAttribute('aria-sort')];
})()"#;

fn sound(browser: &mut Browser, page: &Path, name: &str, charts: u64) {
    for (width, pixels, scheme, media) in WIDTHS {
        browser.show(page, (pixels, 900), scheme, media);
        let of = format!("{name} at {width}");
        assert_eq!(browser.eval(CLIPPED), serde_json::json!([]), "{of}");
        let found = browser.eval(CHARTS);
        assert!(found[0].as_u64().unwrap() >= charts, "{of}: {found}");
        assert_eq!(found[1], serde_json::json!([]), "{of}");
        browser.picture(&format!("{name}-{width}"));
    }
    assert_eq!(browser.errors(), Vec::<String>::new(), "{name}");
    assert_eq!(browser.requests(), Vec::<String>::new(), "{name}");
}

#[test]
fn nothing_is_clipped_fetched_or_complained_of_at_any_width() {
    let Some(mut browser) = Browser::open() else { return };
    sound(&mut browser, &ran().join("report.html"), "run", 25);
    sound(&mut browser, &compared().join("report.html"), "compare", 40);
    sound(&mut browser, &backtested().join("report.html"), "backtest", 15);
    sound(&mut browser, &hostile().join("report.html"), "hostile", 25);
}

#[test]
fn hovering_shows_a_row_of_the_table_and_a_head_sorts() {
    let Some(mut browser) = Browser::open() else { return };
    for (width, height) in [(390, 800), (1280, 900)] {
        browser.show(&compared().join("report.html"), (width, height), "light", "screen");
        let hover = browser.eval(HOVER);
        for cell in hover[1].as_array().unwrap() {
            assert!(hover[0].as_str().unwrap().contains(cell.as_str().unwrap()), "{hover}");
        }
        assert_eq!((&hover[2], &hover[3]), (&Value::Bool(true), &Value::Bool(true)), "{hover}");
        let sorted = browser.eval(SORT);
        let values =
            |i: usize| -> Vec<f64> { sorted[i].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect() };
        assert!(values(0).is_sorted() && values(0).len() > 100, "{sorted}");
        assert!(values(1).iter().rev().is_sorted(), "{sorted}");
        assert_eq!(sorted[2], "descending");
    }
}

#[test]
fn a_page_of_a4_comes_out_of_the_printer() {
    let Some(mut browser) = Browser::open() else { return };
    browser.show(&ran().join("report.html"), (688, 900), "light", "print");
    let pdf =
        browser.call("Page.printToPDF", serde_json::json!({ "preferCSSPageSize": true, "printBackground": true }));
    let bytes = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, pdf["data"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF") && bytes.len() > 50_000, "{} bytes", bytes.len());
}

#[test]
fn axe_finds_no_serious_violation() {
    let Some(mut browser) = Browser::open() else { return };
    let Some(axe) = std::env::var_os("MUSOFIR_AXE") else {
        assert!(std::env::var_os("MUSOFIR_REQUIRE_BROWSER").is_none(), "MUSOFIR_AXE names no axe.min.js");
        eprintln!("skipped, MUSOFIR_AXE names no axe.min.js");
        return;
    };
    let axe = std::fs::read_to_string(axe).expect("axe.min.js");
    for (page, scheme) in
        [(ran(), "light"), (compared(), "light"), (compared(), "dark"), (backtested(), "light"), (hostile(), "light")]
    {
        browser.show(&page.join("report.html"), (1280, 900), scheme, "screen");
        browser.eval(&format!("{axe}; 0"));
        let found = browser.eval(
            "axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact))
                .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120) + ' ' + (n.failureSummary || '').slice(0, 160)).join(' | ')))",
        );
        assert_eq!(found, serde_json::json!([]), "{scheme} {}", page.display());
    }
}
