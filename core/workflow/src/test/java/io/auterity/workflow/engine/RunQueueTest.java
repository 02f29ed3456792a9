package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.workflow.engine.RunQueue.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private final RunQueue queue = new RunQueue();

  private static Queued run(int tenant, int number) {
    return new Queued(new UUID(tenant, number), new UUID(9, tenant));
  }

  private List<Queued> polled() {
    List<Queued> all = new ArrayList<>();
    for (Queued next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void tenantsTakeTurns() {
    for (int number = 0; number < 3; number++) {
      queue.add(run(1, number));
    }
    queue.add(run(2, 0));

    assertThat(polled()).containsExactly(run(1, 0), run(2, 0), run(1, 1), run(1, 2));
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void whatOnlyWaitedComesLast() {
    queue.addLater(run(1, 0));
    assertThat(queue.urgent()).isZero();
    queue.add(run(1, 1));

    assertThat(queue.urgent()).isOne();
    assertThat(queue.following(10)).containsExactly(run(1, 1).run(), run(1, 0).run());
    assertThat(queue.following(1)).hasSize(1);
    assertThat(polled()).containsExactly(run(1, 1), run(1, 0));
  }
}
