package io.auterity.workflow.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.step.Compiled;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboxRulesTest {

  private final RunState state =
      new RunState(Compiled.workflow("steps: [{id: a, transform: 1}]"), Map.of());

  private boolean afterEnd(InboxMessage.Kind kind) {
    return InboxRules.afterEnd(state, new InboxMessage(new UUID(0, 1), kind, null, null, "ann"));
  }

  /** The run is reopened while the one who carried it on has it in memory still. */
  @Test
  void whatReopensARunIsLeftToTheNextWhoLoadsIt() {
    EngineCommand.Start first = (EngineCommand.Start) Decider.begin(state).getFirst();
    assertThat(afterEnd(InboxMessage.Kind.AGAIN)).isFalse();

    Decider.apply(state, new RunEvent.Completed(first.step(), Json.of(1)));

    assertThat(state.ending()).isPresent();
    assertThat(afterEnd(InboxMessage.Kind.AGAIN)).isTrue();
    assertThat(afterEnd(InboxMessage.Kind.SIGNAL)).isFalse();
  }
}
