//! The settings that every study has: seeds, agents, and where its replicates are kept.

/// Methods of a study with the fields `size` and `folder`.
macro_rules! size_and_folder {
    () => {
        /// On seeds 1 to `seeds`, in every scenario.
        pub fn seeds(mut self, seeds: u64) -> Self {
            self.size.seeds = Some(seeds);
            self
        }

        /// With `agents` agents in each replicate.
        pub fn agents(mut self, agents: u32) -> Self {
            self.size.agents = Some(agents);
            self
        }

        /// Keeps replicates and results in this folder. An incomplete one is resumed.
        pub fn folder(mut self, folder: impl Into<std::path::PathBuf>) -> Self {
            self.folder = Some(folder.into());
            self
        }
    };
}

pub(super) use size_and_folder;
