package io.auterity.bench.journal;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invocation.Parent;
import io.auterity.platform.call.Invoker;
import java.util.Objects;
import java.util.function.Consumer;

/** Sends the calls of the one engine the way that is measured now, and tells of each. */
final class Crossing implements Invoker {

  private volatile Invoker way;
  private volatile Consumer<Parent> begun = step -> {};

  Crossing(Invoker way) {
    this.way = way;
  }

  /**
   * Sends what follows another way.
   *
   * @param listener gets the step of each call before it begins
   */
  void turn(Invoker next, Consumer<Parent> listener) {
    begun = listener;
    way = next;
  }

  @Override
  public Exchange open(Invocation invocation) {
    begun.accept(Objects.requireNonNull(invocation.parent()));
    return way.open(invocation);
  }
}
