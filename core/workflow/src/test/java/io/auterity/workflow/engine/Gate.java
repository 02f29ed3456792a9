package io.auterity.workflow.engine;

import java.util.concurrent.CountDownLatch;

/** Holds whoever wants to pass until it is opened. */
final class Gate {

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  void pass() {
    reached.countDown();
    await(open);
  }

  void awaitSomeone() {
    TestEngine.until(() -> reached.getCount() == 0);
  }

  void open() {
    open.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
