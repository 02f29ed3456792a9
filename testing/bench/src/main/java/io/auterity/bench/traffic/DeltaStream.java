package io.auterity.bench.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A chat stream whose deltas are numbered, as an endpoint sends it, and what of it comes through:
 * the text of each delta is {@code ~}, its number and a blank, so that it is found however it was
 * cut or written anew on the way.
 */
final class DeltaStream {

  private static final String DONE = "[DONE]";

  private final IntConsumer seen;
  private boolean inNumber;
  private int number;
  private int ofDone;
  private boolean done;

  /**
   * Looks through the body of one stream.
   *
   * @param seen told the number of each delta
   */
  DeltaStream(IntConsumer seen) {
    this.seen = seen;
  }

  /** Takes the next bytes of the body. */
  void take(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      take((char) (bytes.get() & 0xff));
    }
  }

  private void take(char next) {
    if (inNumber && next >= '0' && next <= '9') {
      number = number * 10 + next - '0';
    } else if (inNumber) {
      inNumber = false;
      seen.accept(number);
    } else if (next == '~') {
      inNumber = true;
      number = 0;
    }
    ofDone = next == DONE.charAt(ofDone) ? ofDone + 1 : next == '[' ? 1 : 0;
    if (ofDone == DONE.length()) {
      done = true;
      ofDone = 0;
    }
  }

  /** Whether the stream said that it has ended. */
  boolean done() {
    return done;
  }

  /** What is written, one after another: the head, each delta, and the end with the last. */
  static List<ByteBuffer> steps(String model, int deltas) {
    List<ByteBuffer> steps = new ArrayList<>();
    steps.add(
        bytes(HEAD + event(chunk(model, "{\"role\":\"assistant\",\"content\":\"\"}", "null"))));
    for (int i = 0; i < deltas; i++) {
      String delta = event(chunk(model, "{\"content\":\"~%d \"}".formatted(i), "null"));
      steps.add(bytes(i < deltas - 1 ? delta : delta + end(model, deltas)));
    }
    return steps;
  }

  private static final String HEAD =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Transfer-Encoding: chunked\r
      \r
      """;

  private static String end(String model, int deltas) {
    String usage =
        """
        {"id":"chatcmpl-0123456789","object":"chat.completion.chunk","created":1795000000,\
        "model":"%s","choices":[],\
        "usage":{"prompt_tokens":180,"completion_tokens":%d,"total_tokens":%d}}\
        """
            .formatted(model, deltas, 180 + deltas);
    return event(chunk(model, "{}", "\"stop\"")) + event(usage) + event(DONE) + "0\r\n\r\n";
  }

  private static String chunk(String model, String delta, String finish) {
    return """
    {"id":"chatcmpl-0123456789","object":"chat.completion.chunk","created":1795000000,\
    "model":"%s","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}\
    """
        .formatted(model, delta, finish);
  }

  private static String event(String data) {
    String text = "data: " + data + "\n\n";
    return "%x\r\n%s\r\n".formatted(text.length(), text);
  }

  /** The answer to a question for the models. */
  static ByteBuffer models(String model) {
    return whole(
        "200 OK", "{\"data\": [{\"id\": \"%s\", \"object\": \"model\"}]}".formatted(model));
  }

  /** An answer in one piece, of a body in ASCII. */
  static ByteBuffer whole(String status, String body) {
    return bytes(
        """
        HTTP/1.1 %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(status, body.length(), body));
  }

  private static ByteBuffer bytes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
