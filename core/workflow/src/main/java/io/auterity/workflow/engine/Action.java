package io.auterity.workflow.engine;

import io.auterity.workflow.decider.Command;
import io.auterity.workflow.decider.Prepared;
import java.util.concurrent.CompletableFuture;

/** What is done once the events that led to it are durable. */
sealed interface Action {

  record Dial(Prepared.Dispatch call) implements Action {}

  record Obey(Command command) implements Action {}

  /** Tells a person that the answer stands. */
  record Confirm(CompletableFuture<Boolean> taken) implements Action {}
}
