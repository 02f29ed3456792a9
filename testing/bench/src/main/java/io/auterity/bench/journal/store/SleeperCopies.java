package io.auterity.bench.journal.store;

import java.util.UUID;

/** Copies of a run that sleeps, made in the database: a million would take an engine minutes. */
public final class SleeperCopies {

  private SleeperCopies() {}

  /**
   * The statements that make them.
   *
   * @param sample id of the run that sleeps
   */
  public static String of(UUID sample, int copies) {
    return """
    create temporary table copied as
      select gen_random_uuid() as id from generate_series(1, %2$d);
    insert into run select x.* from run r cross join copied c
      cross join lateral jsonb_populate_record(r, jsonb_build_object('id', c.id)) x
      where r.id = '%1$s';
    insert into run_event select x.* from run_event e cross join copied c
      cross join lateral jsonb_populate_record(e, jsonb_build_object('run', c.id)) x
      where e.run = '%1$s';
    drop table copied;
    analyze run, run_event;
    """
        .formatted(sample, copies);
  }
}
