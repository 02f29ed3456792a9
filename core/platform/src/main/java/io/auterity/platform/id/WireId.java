package io.auterity.platform.id;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.HexFormat;
import java.util.UUID;

/** An id as it stands on the wire: a prefix that names its kind, then 32 hexadecimal digits. */
public enum WireId {
  RUN("run_"),
  DECISION("dec_"),
  /** An answer that its caller may come back to, by the id of its decision. */
  RESPONSE("resp_"),
  /** A request of which no call was made. */
  REQUEST("req_"),
  KEY("key_"),
  /** Leave to use more of a budget. */
  APPROVAL("appr_"),
  /** A file of the gateway, as OpenAI's clients know them. */
  FILE("file-"),
  BATCH("batch_"),
  /** A job that trains a model further, as OpenAI's clients know them. */
  TUNING("ftjob-"),
  /** A batch, as Anthropic's clients know them. */
  MESSAGE_BATCH("msgbatch_"),
  TENANT("ten_"),
  /** An address of ours that one vendor may call. */
  WEBHOOK("hook_"),
  /** What a vendor sent to it. */
  DELIVERY("whd_"),
  /** What starts runs by itself. */
  TRIGGER("trig_"),
  /** An account outside by which a person is known. */
  IDENTITY("ident_"),
  /** A run that it started, or could not. */
  START("start_"),
  /** A rehearsed outage of a provider. */
  REHEARSAL("reh_");

  private final String prefix;

  WireId(String prefix) {
    this.prefix = prefix;
  }

  public String write(UUID id) {
    HexFormat hex = HexFormat.of();
    return prefix
        + hex.toHexDigits(id.getMostSignificantBits())
        + hex.toHexDigits(id.getLeastSignificantBits());
  }

  /** Whether a text is an id of this kind. */
  public boolean isOne(String text) {
    return text.startsWith(prefix) && text.substring(prefix.length()).matches("[0-9a-f]{32}");
  }

  /**
   * Reads an id with its prefix.
   *
   * @throws CallFailedException {@code not_found}: what is no id names nothing
   */
  public UUID read(String text) {
    if (isOne(text)) {
      String hex = text.substring(prefix.length());
      return new UUID(
          Long.parseUnsignedLong(hex.substring(0, 16), 16),
          Long.parseUnsignedLong(hex.substring(16), 16));
    }
    throw new CallFailedException(
        FailureCode.NOT_FOUND, "no such id: '%s' (expected %s…)".formatted(text, prefix));
  }
}
