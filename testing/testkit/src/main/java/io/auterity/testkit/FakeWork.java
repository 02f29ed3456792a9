package io.auterity.testkit;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Does at once, on the thread that asks, what a host would begin on another. */
public final class FakeWork implements ProviderWork {

  @Override
  public <T> Future<T> begin(Callable<T> work, Call call) {
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    FutureTask<T> task = new FutureTask<>(work);
    task.run();
    return task;
  }
}
