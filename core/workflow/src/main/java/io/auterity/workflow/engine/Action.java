package io.auterity.workflow.engine;

import io.auterity.workflow.decider.Command;
import io.auterity.workflow.decider.Prepared;

/** What is done once the events that led to it are durable. */
sealed interface Action {

  record Dial(Prepared.Dispatch call) implements Action {}

  record Obey(Command command) implements Action {}
}
