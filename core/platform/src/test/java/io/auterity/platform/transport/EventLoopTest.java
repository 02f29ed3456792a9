package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private static final int CALLERS = 200;
  private static final int PIECES = 50;

  private final EventLoops loops = EventLoops.start(1);
  private final EventLoop loop = loops.next();

  private record Piece(int caller, int number) {}

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void doesAllThatManyThreadsBringInTheOrderOfEach() throws InterruptedException {
    List<Piece> done = Collections.synchronizedList(new ArrayList<>());
    Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    CountDownLatch left = new CountDownLatch(CALLERS * PIECES);
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      Thread.startVirtualThread(
          () -> {
            for (int number = 0; number < PIECES; number++) {
              Piece piece = new Piece(caller, number);
              loop.run(
                  () -> {
                    done.add(piece);
                    threads.add(Thread.currentThread());
                    left.countDown();
                  });
            }
          });
    }

    assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(threads).hasSize(1);
    for (int caller = 0; caller < CALLERS; caller++) {
      assertThat(numbers(done, caller)).hasSize(PIECES).isSorted();
    }
  }

  @Test
  void takesWorkOnTheLoopItself() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);

    loop.run(() -> loop.run(done::countDown));

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void onePieceThatFailsTakesNoOtherAlong() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);

    loop.run(done::countDown);
    loop.run(
        () -> {
          throw new IllegalStateException("this piece fails");
        });
    loop.run(done::countDown);

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isWokenOnceForAllThatComesUntilThen() throws InterruptedException {
    CountDownLatch brought = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(PIECES);
    AtomicInteger woken = new AtomicInteger();
    EventLoop counted =
        new EventLoop(
            (Runnable work) -> {
              if (Thread.currentThread().isVirtual()) {
                woken.incrementAndGet();
                await(brought);
                Thread.ofPlatform().start(work);
              } else {
                work.run();
              }
            },
            new LoopTimers(loops.vertx(), System::nanoTime));

    for (int i = 0; i < PIECES; i++) {
      counted.run(done::countDown);
    }
    brought.countDown();

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(woken).hasValue(1);
  }

  @Test
  void whatALoopThatHasEndedIsAskedToDoIsNotLost() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    EventLoop ended =
        new EventLoop(
            (Runnable work) -> {
              throw new RejectedExecutionException("it has ended");
            },
            new LoopTimers(loops.vertx(), System::nanoTime));

    ended.run(done::countDown);
    ended.run(done::countDown);

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> numbers(List<Piece> done, int caller) {
    return done.stream().filter(one -> one.caller() == caller).map(Piece::number).toList();
  }
}
