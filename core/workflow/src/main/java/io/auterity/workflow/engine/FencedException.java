package io.auterity.workflow.engine;

import io.auterity.platform.call.Invocation;
import java.util.UUID;

/** A later execution carries a run on, or it is over: this one stops without an effect. */
public final class FencedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public FencedException(UUID run) {
    super("the run %s is carried on elsewhere".formatted(Invocation.RUN_ID.write(run)));
  }
}
