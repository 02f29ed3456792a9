package io.auterity.spi.mail;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Message-IDs that a header of an e-mail names (RFC 5322, 3.6.4). */
public final class MessageIds {

  private static final int MOST = 100;

  /** As long as a line of a mail may be, folded or not. */
  private static final Pattern ID = Pattern.compile("<[^<>]{1,988}>");

  private MessageIds() {}

  /**
   * Those of a header, each once and in its order, with its angle brackets; of more than 100 the
   * first and the last ones, which tell the conversation (RFC 5537, 3.4.4).
   */
  public static List<String> of(String header) {
    List<String> ids =
        ID.matcher(header)
            .results()
            .map(id -> id.group().replaceAll("[\\p{Cntrl} ]", ""))
            .distinct()
            .toList();
    return ids.size() <= MOST
        ? ids
        : Stream.concat(ids.stream().limit(1), ids.stream().skip(ids.size() - MOST + 1L)).toList();
  }
}
