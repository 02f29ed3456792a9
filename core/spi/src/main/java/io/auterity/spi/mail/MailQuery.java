package io.auterity.spi.mail;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Input of {@code mail.message.list}; a message fits when all that is given holds. */
public record MailQuery(
    @Description("The folder, by the id that mail.folder.list tells; the inbox when absent")
        @TextForm(least = 1, most = 500)
        @Nullable String folder,
    @Description("Part of the sender's address or name") @TextForm(least = 1, most = 320)
        @Nullable String from,
    @Description("Part of a recipient's address or name") @TextForm(least = 1, most = 320)
        @Nullable String to,
    @Description("Part of the subject") @TextForm(least = 1, most = 500) @Nullable String subject,
    @Description("Words in its headers or text, as the vendor looks for them")
        @TextForm(least = 1, most = 500)
        @Nullable String text,
    @Description("Only those received then or later") @Nullable Instant since,
    @Description("Only those received before") @Nullable Instant until,
    @Description("Only those that are unread, or only those that are read")
        @Nullable Boolean unread,
    @Description("Only what came into the folder after this position of a message; all when empty")
        @TextForm(most = 200)
        @Nullable String after,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public static Builder builder() {
    return new Builder();
  }

  /** Names what is asked for; what is not said is absent. */
  public static final class Builder {

    private @Nullable String folder;
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String subject;
    private @Nullable String text;
    private @Nullable Instant since;
    private @Nullable Instant until;
    private @Nullable Boolean unread;
    private @Nullable String after;
    private @Nullable Cursor cursor;
    private @Nullable Integer limit;

    private Builder() {}

    public Builder folder(@Nullable String value) {
      folder = value;
      return this;
    }

    public Builder from(@Nullable String value) {
      from = value;
      return this;
    }

    public Builder to(@Nullable String value) {
      to = value;
      return this;
    }

    public Builder subject(@Nullable String value) {
      subject = value;
      return this;
    }

    public Builder text(@Nullable String value) {
      text = value;
      return this;
    }

    public Builder since(@Nullable Instant value) {
      since = value;
      return this;
    }

    public Builder until(@Nullable Instant value) {
      until = value;
      return this;
    }

    public Builder unread(@Nullable Boolean value) {
      unread = value;
      return this;
    }

    public Builder after(@Nullable String value) {
      after = value;
      return this;
    }

    public Builder cursor(@Nullable Cursor value) {
      cursor = value;
      return this;
    }

    public Builder limit(@Nullable Integer value) {
      limit = value;
      return this;
    }

    public MailQuery build() {
      return new MailQuery(
          folder, from, to, subject, text, since, until, unread, after, cursor, limit);
    }
  }
}
