package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();

  private void takeAll(Mailbox<Integer> mailbox) {
    for (Integer next = mailbox.take(); next != null; next = mailbox.take()) {
      taken.add(next);
    }
  }

  @Test
  void messagesAreTakenInOrderByOneAtATime() throws InterruptedException {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Mailbox<Integer> mailbox =
        new Mailbox<>(
            box -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              takeAll(box);
              inside.decrementAndGet();
            });
    CountDownLatch posted = new CountDownLatch(4);
    for (int sender = 0; sender < 4; sender++) {
      int first = sender * 1_000;
      Thread.startVirtualThread(
          () -> {
            for (int i = 0; i < 1_000; i++) {
              mailbox.post(first + i);
            }
            posted.countDown();
          });
    }
    posted.await();
    TestEngine.until(() -> taken.size() == 4_000);

    assertThat(most.get()).isEqualTo(1);
    for (int sender = 0; sender < 4; sender++) {
      int first = sender * 1_000;
      assertThat(taken.stream().filter(i -> i >= first && i < first + 1_000)).isSorted();
    }
  }

  @Test
  void whatIsPostedHereIsTakenBeforeItReturns() {
    Mailbox<Integer> mailbox = new Mailbox<>(this::takeAll);

    mailbox.postHere(7);

    assertThat(taken).containsExactly(7);
  }

  @Test
  void aMailboxWithMessagesDoesNotClose() {
    List<Boolean> closed = new ArrayList<>();
    Mailbox<Integer> mailbox =
        new Mailbox<>(
            box -> {
              if (closed.isEmpty()) {
                box.post(2);
                closed.add(box.closeIfEmpty());
              }
              takeAll(box);
            });

    mailbox.postHere(1);

    assertThat(closed).containsExactly(false);
    assertThat(taken).containsExactly(1, 2);
    assertThat(mailbox.closeIfEmpty()).isTrue();
    assertThat(mailbox.post(3)).isFalse();
  }
}
