package io.auterity.platform.transport;

import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.SigningScheme.Signature;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Outgoing HTTP/1.1 of the whole platform: one client on the shared event loops, with a pool of
 * connections for each provider, which is gone when its last connection has idled away, and a
 * blocking face for virtual threads. It decompresses whole replies alone ({@link ReplyEncoding}),
 * follows redirects within one place ({@link Redirect}) and never retries.
 */
public final class HttpTransport implements AutoCloseable {

  private static final int HEADER_BYTES = 65_536;

  /** Methods whose requests change nothing. */
  static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  /** Shorter than what servers usually grant, so that they seldom close first. */
  private static final int IDLE_SECONDS = 15;

  private final EventLoops loops;
  private final Telemetry telemetry;
  private final Time time;
  private final TransportSettings settings;
  private final HttpClient client;
  private final HostResolver resolver;
  private final Egress egress;
  private final RateLimits limits;
  private final MemoryPool memory;
  private final AtomicLong pools = new AtomicLong();

  /**
   * @param memory what replies take, beside the requests at our doors
   */
  public HttpTransport(
      EventLoops loops,
      Telemetry telemetry,
      Time time,
      TransportSettings settings,
      RateLimits limits,
      MemoryPool memory) {
    this(loops, telemetry, time, settings, limits, memory, InetAddress::getAllByName);
  }

  HttpTransport(
      EventLoops loops,
      Telemetry telemetry,
      Time time,
      TransportSettings settings,
      RateLimits limits,
      MemoryPool memory,
      HostResolver.Lookup lookup) {
    this.loops = loops;
    this.telemetry = telemetry;
    this.time = time;
    this.settings = settings;
    this.client = loops.vertx().createHttpClient(clientOptions(), poolOptions(settings));
    this.resolver = new HostResolver(lookup, time);
    this.egress = new Egress(settings, resolver);
    this.limits = limits;
    this.memory = memory;
  }

  /** The way out of one provider, with connections of its own. */
  public Transport bind(TransportBinding binding) {
    return new BoundTransport(this, binding, "pool-" + pools.incrementAndGet());
  }

  @Override
  public void close() {
    client.close();
    resolver.close();
  }

  TransportSettings settings() {
    return settings;
  }

  Telemetry telemetry() {
    return telemetry;
  }

  Egress egress() {
    return egress;
  }

  Time time() {
    return time;
  }

  RateLimits limits() {
    return limits;
  }

  /** What the answers of a call take that has no memory of its own. */
  CallMemory memory(UUID tenant) {
    return new CallMemory(memory, tenant);
  }

  Duration connectTimeout(Duration remaining) {
    return remaining.compareTo(settings.connectTimeout()) < 0
        ? remaining
        : settings.connectTimeout();
  }

  HttpExchange exchange(
      TransportBinding binding,
      Destination place,
      WireRequest request,
      RequestHead head,
      OutgoingSpan span,
      ReplySink sink,
      SentRequests requests,
      Signature signature) {
    String line = request.method() + " " + OutgoingSpan.withoutQuery(place, request);
    ExchangeWatch watch =
        new ExchangeWatch(
            telemetry,
            time,
            limits,
            binding,
            binding.rateOwner(request, place),
            span,
            line,
            requests,
            !HARMLESS.contains(request.method()),
            binding.signs(request, place),
            signature);
    return new HttpExchange(
        client,
        loops.next(),
        head.options(),
        request.body(),
        place.authority(),
        sink,
        new ReplyHeaders(request.uri(), signature.path(), binding::signs),
        watch);
  }

  private static HttpClientOptions clientOptions() {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setKeepAliveTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(HEADER_BYTES)
        .setDecompressionSupported(false);
  }

  private static PoolOptions poolOptions(TransportSettings settings) {
    return new PoolOptions()
        .setHttp1MaxSize(settings.connections())
        .setMaxWaitQueueSize(settings.waiting());
  }
}
