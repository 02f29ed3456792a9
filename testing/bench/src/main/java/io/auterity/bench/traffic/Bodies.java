package io.auterity.bench.traffic;

import java.nio.charset.StandardCharsets;

/** Requests of 1,024 bytes and an answer of 850. */
public final class Bodies {

  private static final String WORDS = "Why does a queue grow when its server is nearly busy? ";

  public static final String MODEL = "gpt-bench";

  public static final String QUESTION =
      filled(
          """
          {"model": "gpt-bench", "max_tokens": 200, "temperature": 0.2, "messages": [\
          {"role": "system", "content": "You answer briefly."}, \
          {"role": "user", "content": "%s"}]}""",
          1024);

  /** The same in Anthropic's dialect. */
  public static final String MESSAGES_QUESTION =
      filled(
          """
          {"model": "gpt-bench", "max_tokens": 200, "temperature": 0.2, \
          "system": "You answer briefly.", "messages": [{"role": "user", "content": "%s"}]}""",
          1024);

  /** The same, to be answered as a stream. */
  public static final String STREAM_QUESTION =
      filled(
          """
          {"model": "gpt-bench", "stream": true, "max_tokens": 200, "messages": [\
          {"role": "system", "content": "You answer briefly."}, \
          {"role": "user", "content": "%s"}]}""",
          1024);

  public static final String ANSWER =
      filled(
          """
          {"id": "chatcmpl-0123456789", "object": "chat.completion", "created": 1795000000, \
          "model": "gpt-bench", "choices": [{"index": 0, "message": {"role": "assistant", \
          "content": "%s"}, "finish_reason": "stop"}], \
          "usage": {"prompt_tokens": 180, "completion_tokens": 110, "total_tokens": 290}}""",
          850);

  private Bodies() {}

  private static String filled(String frame, int bytes) {
    int room = bytes - frame.formatted("").getBytes(StandardCharsets.UTF_8).length;
    String text = WORDS.repeat(room / WORDS.length() + 1).substring(0, room);
    return frame.formatted(text);
  }
}
