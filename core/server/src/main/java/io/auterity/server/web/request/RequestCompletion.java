package io.auterity.server.web.request;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/** An action at the completion of a request, which may come after its thread has left it. */
final class RequestCompletion implements AsyncListener {

  private final Runnable action;

  private RequestCompletion(Runnable action) {
    this.action = action;
  }

  /** Runs it once: now, or when a request that goes on without its thread is completed. */
  static void run(HttpServletRequest request, Runnable action) {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().addListener(new RequestCompletion(action));
    } else {
      action.run();
    }
  }

  // Called once, after whatever else is told of its end.
  @Override
  public void onComplete(AsyncEvent event) {
    action.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // It is completed then.
  }

  @Override
  public void onError(AsyncEvent event) {
    // It is completed then.
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
