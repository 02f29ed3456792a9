package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;

/**
 * Input of {@code git.branch.protect}: the rules of a branch, in place of those before. It returns
 * those that hold.
 */
public record BranchProtection(
    @Description("The repository") Ref repository,
    @Description("Name of the branch") String name,
    @Description("Approvals that a pull request needs, 0 to 6") int approvals,
    @Description("Checks that must have succeeded") List<String> checks,
    @Description("Whether the rules bind administrators too") boolean admins) {
  public BranchProtection {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
    checks = List.copyOf(checks);
  }
}
