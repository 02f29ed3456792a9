package io.auterity.testkit.transport;

import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.util.List;

/**
 * Answers with recorded replies: the first whose request had the same method and the same end of
 * its path. Whether the request's body is right is for other tests.
 */
public record RecordedTransport(List<RecordedExchange> exchanges) implements Transport {

  public RecordedTransport {
    exchanges = List.copyOf(exchanges);
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    return find(request).response();
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    return new ScriptedReplyStream(ScriptedReply.of(find(request).response()));
  }

  private RecordedExchange find(WireRequest request) {
    return exchanges.stream()
        .filter(exchange -> answers(exchange.request(), request))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("nothing recorded for " + request.method() + request.uri()));
  }

  private static boolean answers(WireRequest recorded, WireRequest request) {
    String path = request.uri().getPath();
    String resource = path.substring(path.lastIndexOf('/'));
    return recorded.method().equals(request.method())
        && recorded.uri().getPath().endsWith(resource);
  }
}
