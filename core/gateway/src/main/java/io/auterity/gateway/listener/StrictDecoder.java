package io.auterity.gateway.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.auterity.gateway.door.WholeAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests and refuses what another reader could understand in another way. The decoder
 * beneath mends some of it (it joins folded lines, drops a length beside a coding, takes a coding
 * that it does not know for no body), and a proxy in front of this port may not, or not so. After a
 * refusal nothing of the connection is read. A head has its time from its first byte on.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final AsciiString KEY = AsciiString.cached("x-api-key");

  private boolean begun;
  private boolean folded;
  private boolean inBody;
  private boolean malformed;
  private Runnable onMalformed = () -> {};
  private final Duration patience;
  private final Runnable onHead;
  private final Supplier<WholeAnswer> slow;
  private @Nullable ScheduledFuture<?> headTimer;
  private int unanswered;

  private StrictDecoder(
      HttpServerOptions options, Duration patience, Runnable onHead, Supplier<WholeAnswer> slow) {
    super(options);
    this.patience = patience;
    this.onHead = onHead;
    this.slow = slow;
  }

  /**
   * Reads a connection from its first byte on; called when it is opened.
   *
   * @param patience how long a head may take
   * @param onHead is told when a head has begun and has not ended
   * @param slow the answer to one that took longer
   */
  static void read(
      HttpConnection connection,
      HttpServerOptions options,
      Duration patience,
      Runnable onHead,
      Supplier<WholeAnswer> slow) {
    ((HttpServerConnection) connection)
        .channelHandlerContext()
        .pipeline()
        .replace(
            VertxHttpRequestDecoder.class,
            "strictDecoder",
            new StrictDecoder(options, patience, onHead, slow));
  }

  /** All of the answer to one request has been given. */
  static void answered(HttpConnection connection) {
    StrictDecoder decoder = of(connection);
    if (decoder != null) {
      decoder.unanswered--;
    }
  }

  private static @Nullable StrictDecoder of(HttpConnection connection) {
    return ((HttpServerConnection) connection)
        .channelHandlerContext()
        .pipeline()
        .get(StrictDecoder.class);
  }

  /** Runs {@code action} once when a body cannot be read on; its request does not end then. */
  static void ifMalformed(HttpConnection connection, Runnable action) {
    StrictDecoder decoder = of(connection);
    if (decoder != null) {
      decoder.onMalformed = action;
      if (decoder.malformed) {
        action.run();
      }
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    folded |= !inBody && goesOnWithAFold(in);
    super.decode(context, in, out);
    boolean last = !out.isEmpty() && out.getLast() instanceof LastHttpContent;
    if (last && inBody) {
      begun = false;
      folded = false;
      inBody = false;
      if (((LastHttpContent) out.getLast()).decoderResult().isFailure()) {
        // Vert.x would close the connection before the refusal is on its way.
        out.removeLast();
        malformed = true;
        onMalformed.run();
      }
    }
    watch(context, !inBody && (begun || in.isReadable()));
  }

  private void watch(ChannelHandlerContext context, boolean inHead) {
    if (inHead && headTimer == null) {
      onHead.run();
      headTimer = schedule(context);
    } else if (!inHead && headTimer != null) {
      headTimer.cancel(false);
      headTimer = null;
    }
  }

  private ScheduledFuture<?> schedule(ChannelHandlerContext context) {
    return context
        .executor()
        .schedule(() -> tooSlow(context), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  // An answer before it may still be on its way.
  private void tooSlow(ChannelHandlerContext context) {
    if (unanswered > 0) {
      headTimer = schedule(context);
    } else {
      context.writeAndFlush(bytes(slow.get())).addListener(ChannelFutureListener.CLOSE);
    }
  }

  // Behind the encoder, which knows of no request.
  private static ByteBuf bytes(WholeAnswer answer) {
    StringBuilder head = new StringBuilder("HTTP/1.1 %d \r\n".formatted(answer.status()));
    answer.headers().forEach((name, value) -> head.append("%s: %s\r\n".formatted(name, value)));
    head.append("content-length: %d\r\nconnection: close\r\n\r\n".formatted(answer.body().length));
    return Unpooled.wrappedBuffer(head.toString().getBytes(US_ASCII), answer.body());
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
    watch(context, false);
    super.handlerRemoved0(context);
  }

  // What is there begins with the request line, or with a line of the head.
  private boolean goesOnWithAFold(ByteBuf in) {
    int at = in.readerIndex();
    int end = in.writerIndex();
    while (!begun && at < end && in.getByte(at) >= 0 && in.getByte(at) <= ' ') {
      at++;
    }
    while (at < end && in.getByte(at) != HttpConstants.CR) {
      if (in.getByte(at) == HttpConstants.SP || in.getByte(at) == HttpConstants.HT) {
        return true;
      }
      int line = in.indexOf(at, end, HttpConstants.LF);
      at = line < 0 ? end : line + 1;
    }
    return false;
  }

  @Override
  protected HttpMessage createMessage(String[] line) {
    begun = true;
    require(METHODS.contains(line[0]), "the method is not known");
    require(
        line[2].equals("HTTP/1.1") || line[2].equals("HTTP/1.0"),
        "the version is neither HTTP/1.1 nor HTTP/1.0");
    require(isPrintable(line[1]), "the target has control characters");
    return super.createMessage(line);
  }

  // Asked once, of a head that is there, before its end is looked for.
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    inBody = true;
    unanswered++;
    require(!folded, "a header goes on in a second line");
    if (message instanceof HttpRequest) {
      requireOneMeaning(message.headers(), message.protocolVersion());
    }
    return super.isContentAlwaysEmpty(message);
  }

  private static void requireOneMeaning(HttpHeaders headers, HttpVersion version) {
    boolean latest = version.equals(HttpVersion.HTTP_1_1);
    int hosts = 0;
    int credentials = 0;
    int keys = 0;
    int lengths = 0;
    int codings = 0;
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey();
      require(
          !name.isEmpty() && isPrintable(header.getValue()),
          "a header has no name, or control characters");
      hosts += one(HttpHeaderNames.HOST, name);
      credentials += one(HttpHeaderNames.AUTHORIZATION, name);
      keys += one(KEY, name);
      lengths += one(HttpHeaderNames.CONTENT_LENGTH, name);
      codings += one(HttpHeaderNames.TRANSFER_ENCODING, name);
    }
    require(hosts == 1 || (hosts == 0 && !latest), "exactly one host is named");
    require(credentials <= 1, "more than one credential");
    require(keys <= 1, "more than one key");
    require(lengths <= 1, "more than one length");
    require(
        lengths == 0 || isNumber(headers.get(HttpHeaderNames.CONTENT_LENGTH)),
        "the length is no number");
    require(
        codings == 0
            || (codings == 1
                && latest
                && lengths == 0
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                    headers.get(HttpHeaderNames.TRANSFER_ENCODING))),
        "the only transfer coding is chunked, alone and without a length");
  }

  private static int one(AsciiString wanted, String name) {
    return name.length() == wanted.length() && wanted.contentEqualsIgnoreCase(name) ? 1 : 0;
  }

  private static boolean isNumber(String length) {
    return !length.isEmpty() && length.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isPrintable(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean held, String rule) {
    if (!held) {
      throw new IllegalArgumentException(rule);
    }
  }
}
