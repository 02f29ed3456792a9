package io.auterity.workflow.engine;

import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import java.util.concurrent.CompletableFuture;

/** What is done once the events that led to it are durable. */
sealed interface AfterCommit {

  record Dial(PreparedStep.Dispatch call) implements AfterCommit {}

  record Obey(EngineCommand command) implements AfterCommit {}

  /** Tells a person that the answer stands. */
  record Confirm(CompletableFuture<Boolean> taken) implements AfterCommit {}
}
