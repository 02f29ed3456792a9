package io.auterity.testkit.transport;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Answers requests from a list, in order. It is for faults (a refusal, a cut, nonsense); what it
 * answers is no evidence that a vendor answers so.
 */
public final class ScriptedTransport implements Transport {

  private final Deque<ScriptedReply> replies;
  private final List<WireRequest> requests = new ArrayList<>();

  public ScriptedTransport(List<ScriptedReply> replies) {
    this.replies = new ArrayDeque<>(replies);
  }

  /** What was sent, oldest first. */
  public synchronized List<WireRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    try (WireStream stream = open(request, call)) {
      return stream.drain(Integer.MAX_VALUE);
    }
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    ScriptedReply reply = take(request);
    Failure failure = reply.failure();
    if (failure != null && reply.status() == 0) {
      throw new CallFailedException(failure);
    }
    return new ScriptedReplyStream(reply);
  }

  private synchronized ScriptedReply take(WireRequest request) {
    requests.add(request);
    if (replies.isEmpty()) {
      throw new AssertionError(
          "no reply is scripted for " + request.method() + " " + request.uri());
    }
    return replies.removeFirst();
  }
}
