package io.auterity.platform.transport;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.database.Database;
import io.auterity.platform.rate.RateOwner;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SigningScheme.Signature;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The transport of one provider; its stages stand in {@link #begin} in their order. It shares no
 * connection, so that a vendor or a proxy before it that breaks one harms no other provider.
 */
final class BoundTransport implements Transport, BackoffTransport {

  private static final int MOST_SPELLINGS = 64;

  /** Signatures that tell their time are good for longer. */
  private static final long STALE = Duration.ofSeconds(10).toNanos();

  private static final int UNAUTHORIZED = 401;
  private static final String CHALLENGE = "www-authenticate";
  private static final String REASON = "reason";
  private static final String IN_TRANSACTION = "in_transaction";

  private final HttpTransport transport;
  private final TransportBinding binding;
  private final String pool;
  private final KeyedRests rests;
  private final Map<String, Destination> known = new ConcurrentHashMap<>();
  private volatile @Nullable Pooled latest;

  /** An address under the name of the pool. */
  private record Pooled(InetSocketAddress address, SocketAddress named) {}

  /**
   * @param pool names its connections, as no other is named
   */
  BoundTransport(HttpTransport transport, TransportBinding binding, String pool) {
    this.transport = transport;
    this.binding = binding;
    this.pool = pool;
    this.rests = new KeyedRests(transport.time());
  }

  @Override
  public WireResponse send(WireRequest request, Call call) {
    WireRequest last = request;
    WireResponse reply = answered(last, call);
    for (int hop = 0; hop < Redirect.MOST; hop++) {
      WireRequest next = Redirect.next(last, reply.status(), reply.headers());
      if (next == null) {
        break;
      }
      last = next;
      reply = answered(last, call);
    }
    return last.uri().equals(request.uri()) ? reply : Redirect.from(last, reply);
  }

  private WireResponse answered(WireRequest request, Call call) {
    WireResponse reply = sent(request, call);
    return comesAgain(request, reply.status(), reply.headers(), call) ? sent(request, call) : reply;
  }

  private WireResponse sent(WireRequest request, Call call) {
    if (call instanceof CallMemory.Holder holder) {
      return sent(request, call, holder.memory(this::memory));
    }
    long held;
    WireResponse reply;
    try (CallMemory own = memory()) {
      reply = sent(request, call, own);
      held = own.held();
    }
    // Whoever it is for may hold it longer; both at once would count it twice.
    call.reserve(held);
    return reply;
  }

  private WireResponse sent(WireRequest request, Call call, CallMemory memory) {
    int limit = transport.settings().replyBytes();
    WholeReply whole = new WholeReply(limit, memory);
    WireResponse reply = whole.await(begin(request, call, whole));
    reply = ReplyEncoding.decoded(reply, request.uri().getRawPath(), limit, memory);
    memory.reserveValues(reply.body());
    return reply;
  }

  private CallMemory memory() {
    return transport.memory(binding.tenant());
  }

  @Override
  public WireStream open(WireRequest request, Call call) {
    WireRequest last = request;
    WireStream reply = begun(last, call);
    for (int hop = 0; hop < Redirect.MOST; hop++) {
      WireRequest next = Redirect.next(last, reply.status(), reply.headers());
      if (next == null) {
        break;
      }
      reply.close();
      last = next;
      reply = begun(last, call);
    }
    return reply;
  }

  @Override
  public InetSocketAddress address(String host, int port, boolean encrypted, Call call) {
    requireTime(call);
    refuseInTransaction(host + ":" + port);
    SentRequests.of(call).asked();
    return transport.egress().server(binding, host, port, encrypted, call);
  }

  private WireStream begun(WireRequest request, Call call) {
    WireStream reply = opened(request, call);
    if (!challenged(reply.status(), reply.headers())) {
      return reply;
    }
    try {
      if (!comesAgain(request, reply.status(), reply.headers(), call)) {
        return reply;
      }
    } catch (CallFailedException e) {
      reply.close();
      throw e;
    }
    reply.close();
    return opened(request, call);
  }

  private WireStream opened(WireRequest request, Call call) {
    StreamedReply reply =
        call instanceof CallMemory.Holder holder
            ? new StreamedReply(holder.memory(this::memory), false)
            : new StreamedReply(memory(), true);
    return reply.awaitHead(begin(request, call, reply));
  }

  private static boolean challenged(int status, Map<String, List<String>> headers) {
    return status == UNAUTHORIZED && headers.containsKey(CHALLENGE);
  }

  // Nothing was done for a request that the peer did not take: to come again with what it asks for
  // is a part of how it is signed, and happens once.
  private boolean comesAgain(
      WireRequest request, int status, Map<String, List<String>> headers, Call call) {
    return challenged(status, headers)
        && binding.answers(
            request, destination(request.uri()), headers.getOrDefault(CHALLENGE, List.of()), call);
  }

  private HttpExchange begin(WireRequest request, Call call, ReplySink sink) {
    requireTime(call);
    refuseInTransaction(
        Destination.of(request.uri()).map(Destination::authority).orElse("a vendor"));
    Destination place = destination(request.uri());
    SentRequests requests = SentRequests.of(call);
    InetSocketAddress address = addressed(place, requests, call);
    RequestHead head = new RequestHead(request, place, pooled(address));
    Signature signature = signedInTurn(request, place, requests, call);
    head.sign(signature);
    requests.asked();
    requests.goesOf(binding.rateOwner(request, place), transport.time().nanos());
    OutgoingSpan span = OutgoingSpan.begin(transport.telemetry(), binding, place, request, call);
    OutgoingTrace handed = binding.handed();
    if (handed.traceparent()) {
      span.traceparent().ifPresent(value -> head.with("traceparent", value));
    }
    handed.baggage(requests.baggage()).ifPresent(value -> head.with("baggage", value));
    head.connectWithin(transport.connectTimeout(call.remaining()));
    HttpExchange exchange =
        transport.exchange(binding, place, request, head, span, sink, requests, signature);
    call.onCancel(() -> exchange.abort(FailureCode.CANCELLED, "the caller has gone"));
    exchange.start(call.remaining());
    return exchange;
  }

  // A place that cannot be found was asked for, too.
  private InetSocketAddress addressed(Destination place, SentRequests requests, Call call) {
    try {
      return transport.egress().address(binding, place, call);
    } catch (CallFailedException e) {
      requests.asked();
      throw e;
    }
  }

  // To find a place and to sign may take a while, in which the turn would be lost: it is taken
  // last. What was signed long before it came is signed anew.
  private Signature signedInTurn(
      WireRequest request, Destination place, SentRequests requests, Call call) {
    Signature signature = signature(request, place, requests, call);
    long signed = transport.time().nanos();
    takeTurn(binding.rateOwner(request, place), requests, call);
    return transport.time().nanos() - signed < STALE
        ? signature
        : signature(request, place, requests, call);
  }

  private Signature signature(
      WireRequest request, Destination place, SentRequests requests, Call call) {
    try {
      return binding.signature(request, place, call);
    } catch (CallFailedException e) {
      requests.asked();
      throw e;
    }
  }

  private void takeTurn(RateOwner owner, SentRequests requests, Call call) {
    try {
      transport.limits().take(owner, binding.provider(), binding.pacing(), call);
    } catch (CallFailedException e) {
      requests.holdsBack();
      throw e;
    }
  }

  @Override
  public void rest(Duration wait, SentRequests requests) {
    SentRequests.Latest latest = requests.refusedByVendor();
    if (latest != null) {
      transport.limits().rest(latest.owner(), RetryAfter.heeded(wait), latest.begun());
    }
  }

  @Override
  public void rest(Duration wait, String key) {
    rests.rest(key, RetryAfter.heeded(wait));
  }

  @Override
  public Duration resting(String key) {
    return rests.left(key);
  }

  // Connectors send to few places, which are looked at once in each spelling.
  private Destination destination(URI uri) {
    String spelled = uri.getScheme() + "://" + uri.getRawAuthority();
    Destination seen = known.get(spelled);
    if (seen != null) {
      return seen;
    }
    Destination place = transport.egress().place(binding, uri);
    if (known.size() < MOST_SPELLINGS) {
      known.put(spelled, place);
    }
    return place;
  }

  private SocketAddress pooled(InetSocketAddress address) {
    Pooled before = latest;
    if (before != null && before.address().equals(address)) {
      return before.named();
    }
    SocketAddress named = named(address);
    latest = new Pooled(address, named);
    return named;
  }

  // The client pools connections by the name of the address and by the Host header. The name leads
  // nowhere: the address is known, and the handshake asks for the host.
  private SocketAddress named(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    String name = pool + "." + address.getAddress().getHostAddress();
    try {
      return SocketAddress.inetSocketAddress(
          new InetSocketAddress(InetAddress.getByAddress(name, ip), address.getPort()));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of %d bytes".formatted(ip.length), e);
    }
  }

  // A transaction would hold its locks, and one of few connections, for as long as a vendor takes.
  // It comes before whatever asks the database, which has no transaction inside another.
  private void refuseInTransaction(String place) {
    if (Database.inTransaction()) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.INTERNAL,
                  "connector '%s' sends a request to %s inside Documents.write, whose transaction must"
                          .formatted(binding.connector(), place)
                      + " not wait for a vendor: send it before or after")
              .withFields(Map.of(REASON, IN_TRANSACTION)));
    }
  }

  private static void requireTime(Call call) {
    if (call.remaining().isZero()) {
      throw new CallFailedException(FailureCode.TIMEOUT, "no time is left for a request");
    }
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
  }
}
