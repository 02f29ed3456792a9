package io.auterity.relay.call;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import java.util.List;
import java.util.Objects;

/**
 * Digests of the beginnings of a conversation, one for each message at which it could have ended.
 * They hold for this process alone.
 */
public final class ConversationPrefix {

  private static final int MOST = 64;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;
  private static final int HALF = 32;

  /**
   * Of what a call asks; the longest last, none where it is no conversation.
   *
   * @param input all of it
   */
  public static long[] of(Record input) {
    return input instanceof ChatRequest chat ? of(chat) : new long[0];
  }

  private static long[] of(ChatRequest chat) {
    List<Message> messages = chat.messages();
    long[] digests = new long[Math.min(MOST, messages.size())];
    long digest = next(Objects.hashCode(chat.model()), Objects.hashCode(chat.tools()));
    int dropped = messages.size() - digests.length;
    for (int i = 0; i < messages.size(); i++) {
      digest = next(digest, messages.get(i).hashCode());
      int place = i == 0 ? 0 : i - dropped;
      if (i == 0 || place > 0) {
        digests[place] = digest;
      }
    }
    return digests;
  }

  private static long next(long digest, int hash) {
    long mixed = (digest ^ hash) * FACTOR;
    return mixed ^ (mixed >>> HALF);
  }
}
