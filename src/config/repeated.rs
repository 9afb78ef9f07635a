//! Lists that name a thing twice.

/// The first value that is in a list again.
pub fn repeated<T: PartialEq>(list: &[T]) -> Option<&T> {
    list.iter().enumerate().find(|(n, value)| list[..*n].contains(value)).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn the_first_value_that_comes_again_is_found() {
        assert_eq!(repeated(&[1, 2, 3, 2, 1]), Some(&2));
        assert_eq!(repeated::<u8>(&[]), None);
        assert_eq!(repeated(&[1, 2]), None);
    }
}
