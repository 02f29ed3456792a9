package io.auterity.jobs.batch;

import io.auterity.platform.call.BatchPlace;
import org.jspecify.annotations.Nullable;

/** Asks a line of a batch as its caller would have asked it. */
public interface LineCaller {

  /**
   * The answer.
   *
   * @param refused what stands behind an answer that is an error; null when it is none
   */
  record Told(LineAnswer answer, BatchRules.@Nullable Refused refused) {}

  /**
   * Asks it; never throws.
   *
   * @param place in batches of vendors; null where it goes into none
   */
  Told ask(CallBatch batch, BatchLine line, @Nullable BatchPlace place);

  /** The model that a line names; empty when it names none. */
  String model(BatchLine line);
}
