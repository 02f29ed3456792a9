package io.auterity.insight.rollout;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state of rollouts, for all servers; each change sees the one before. */
public interface RolloutLog {

  /**
   * Keeps what this process has counted, lets it be decided by what all have counted, and keeps
   * what was decided. A rollout that is not kept yet begins, and so does one of an earlier form of
   * its route.
   *
   * @return null where a later form of the route is rolled out already
   * @throws CallFailedException {@code unavailable}; or what the decider throws: then nothing is
   *     changed
   */
  @Nullable Kept change(TenantScope scope, Change change);

  /**
   * A change of one rollout.
   *
   * @param version of its route
   * @param now the moment at which it begins if it does
   * @param act told to the audit log where the place changes; null for what happens by itself
   */
  record Change(
      String route,
      int version,
      Counted counted,
      Decider decider,
      Instant now,
      @Nullable AuditedAct act) {}

  /**
   * What one process has counted since it knows the round.
   *
   * @param at the place that it knew; null where it knows of none
   */
  record Counted(UUID process, @Nullable RolloutPlace at, RolloutCounts own) {}

  /** Decides where a rollout stands from now on. */
  interface Decider {
    RolloutPlace next(RolloutPlace at, RolloutCounts all);
  }

  /**
   * What is kept.
   *
   * @param before where it stood
   * @param others what all other processes have counted of its round
   */
  record Kept(RolloutPlace before, RolloutPlace place, RolloutCounts others) {

    /** After a decision over what others had counted before. */
    public static Kept of(RolloutPlace before, RolloutPlace place, RolloutCounts others) {
      return new Kept(before, place, others.carried(before, place));
    }
  }
}
