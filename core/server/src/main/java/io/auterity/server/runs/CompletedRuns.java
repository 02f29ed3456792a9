package io.auterity.server.runs;

import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox.Subscriber;
import io.auterity.workflow.journal.RunCompleted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;

/**
 * Counts the ends of runs by state. Metrics are open to all: nothing of a tenant stands in them.
 */
public record CompletedRuns(MeterRegistry registry) implements Subscriber {

  @Override
  public boolean wants(String type) {
    return type.equals(RunCompleted.TYPE);
  }

  @Override
  public void receive(CloudEvent event) {
    Counter.builder("auterity.runs.completed")
        .description("Runs that have ended")
        .tag("state", Objects.requireNonNull(event.data().text("state")))
        .register(registry)
        .increment();
  }
}
