package io.auterity.connector;

import io.auterity.spi.Call;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.util.ArrayList;
import java.util.List;

/** A vendor that answers whatever it is asked with the same reply. */
final class UniformVendor implements Transport {

  private final ScriptedReply reply;
  final List<WireRequest> requests = new ArrayList<>();

  UniformVendor(ScriptedReply reply) {
    this.reply = reply;
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    requests.add(request);
    return new ScriptedTransport(List.of(reply)).send(request, call);
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    requests.add(request);
    return new ScriptedTransport(List.of(reply)).open(request, call);
  }
}
