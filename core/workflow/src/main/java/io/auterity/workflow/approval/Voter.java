package io.auterity.workflow.approval;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A voter, as known when the vote is given.
 *
 * @param name for people to read
 * @param user id of the user that the voter is; null where the caller stands for none
 * @param teams ids of the teams that the user belongs to
 * @param roles of the caller
 * @param starter whether the run was started by the same user
 */
public record Voter(
    String name, @Nullable String user, Set<String> teams, Set<String> roles, boolean starter) {
  public Voter {
    teams = Set.copyOf(teams);
    roles = Set.copyOf(roles);
  }
}
