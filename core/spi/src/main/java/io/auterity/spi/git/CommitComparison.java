package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison of two lines of commits: what is in one and not in the other. */
public record CommitComparison(
    @Description("Commits of the head that the base lacks") int ahead,
    @Description("Commits of the base that the head lacks; absent where the host does not tell")
        @Nullable Integer behind,
    @Description("Those of the head that the base lacks, oldest first") List<GitCommit> commits,
    @Description("What differs between the two") List<ChangedFile> files,
    @Description("Whether the lists are cut by the host") boolean truncated) {
  public CommitComparison {
    commits = List.copyOf(commits);
    files = List.copyOf(files);
  }
}
