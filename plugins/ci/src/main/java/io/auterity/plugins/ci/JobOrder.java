package io.auterity.plugins.ci;

import static io.auterity.plugins.ci.Definitions.all;
import static io.auterity.plugins.ci.Definitions.at;
import static io.auterity.toolkit.Refusal.invalid;

import io.auterity.spi.ci.JobDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Jobs in ranks: each needs jobs of earlier ranks only. */
final class JobOrder {

  /**
   * The ranks, jobs of each in the order of the definition.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when a job needs one that there is
   *     not, or at last itself
   */
  static List<List<JobDefinition>> of(List<JobDefinition> jobs) {
    List<String> ids = jobs.stream().map(JobDefinition::id).toList();
    for (JobDefinition job : jobs) {
      for (String needed : all(job.needs())) {
        if (!ids.contains(needed)) {
          throw invalid(at(job, "needs"), "names no job: '%s'".formatted(needed));
        }
      }
    }
    List<List<JobDefinition>> ranks = new ArrayList<>();
    Set<String> done = new HashSet<>();
    List<JobDefinition> left = new ArrayList<>(jobs);
    while (!left.isEmpty()) {
      List<JobDefinition> rank =
          left.stream().filter(job -> done.containsAll(all(job.needs()))).toList();
      if (rank.isEmpty()) {
        throw invalid(at(left.getFirst(), "needs"), "lead in a circle");
      }
      rank.forEach(job -> done.add(job.id()));
      left.removeAll(rank);
      ranks.add(rank);
    }
    return ranks;
  }
}
