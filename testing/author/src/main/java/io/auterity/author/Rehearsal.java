package io.auterity.author;

import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A way out that leads nowhere: each request is shown, and answered from a list. */
final class Rehearsal implements Transport {

  private final Consumer<WireRequest> shown;
  private final List<ScriptedReply> replies;

  /** Says that a request was shown to which nobody gave a reply: no failure of the file. */
  static final class NoReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NoReplyException() {
      super("no reply", null, false, false);
    }
  }

  Rehearsal(List<ScriptedReply> replies, Consumer<WireRequest> shown) {
    this.shown = shown;
    this.replies = new ArrayList<>(replies);
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    return answering(request).send(request, call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return answering(request).open(request, call);
  }

  private Transport answering(WireRequest request) {
    shown.accept(request);
    if (replies.isEmpty()) {
      throw new NoReplyException();
    }
    return new ScriptedTransport(List.of(replies.removeFirst()));
  }
}
