package io.auterity.workflow.driver;

import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done once the events that led to it are durable. */
public sealed interface AfterCommit {

  /**
   * Makes a call.
   *
   * @param only identity of the one provider that may be asked; null where any may
   * @param effect whether it may change something: what it is made of must be durable before
   */
  record Dial(PreparedStep.Dispatch call, @Nullable String only, boolean effect)
      implements AfterCommit {}

  record Obey(EngineCommand command) implements AfterCommit {}

  /** Forgets a message of the inbox, which is taken for good. */
  record Forget(UUID message) implements AfterCommit {}

  /** Keeps messages of the inbox for which nothing waits yet. */
  record Keep(List<UUID> messages) implements AfterCommit {
    public Keep {
      messages = List.copyOf(messages);
    }
  }
}
