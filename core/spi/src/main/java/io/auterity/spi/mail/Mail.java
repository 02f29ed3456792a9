package io.auterity.spi.mail;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An e-mail in a folder. */
public record Mail(
    @Description("The message") Ref ref,
    @Description("The folder in which it is") String folder,
    @Description(
            "Its place in the order in which messages came into the folder, for after of"
                + " mail.message.list")
        String position,
    @Description(
            "Message-ID in <>, which its sender has given it; made of its ref where there is none")
        String messageId,
    @Description("Who sent it, as it says itself") @Nullable MailAddress from,
    @Description("Who got it") List<MailAddress> to,
    @Description("Who got a copy") List<MailAddress> cc,
    @Description("Where answers go; empty where that is its sender") List<MailAddress> replyTo,
    @Description("Subject; empty where it has none") String subject,
    @Description(
            "Text, made of the HTML where there is no other; at most 1,000,000 characters, in lists"
                + " 4,000")
        String text,
    @Description("The same in HTML; at most 1,000,000 characters, absent in lists")
        @Nullable String html,
    @Description("When it was sent, as it says itself") @Nullable Instant sentAt,
    @Description("When the mailbox got it") Instant receivedAt,
    @Description("Whether it is read") boolean read,
    @Description("Whether it has a star") boolean starred,
    @Description(
            "Whether a program sent it, such as a notice of absence, one that it did not arrive, or"
                + " what a list sends; it is not to be answered by one")
        boolean automatic,
    @Description("The conversation it is in: as the vendor knows it, else the first Message-ID")
        @Nullable String thread,
    @Description("Message-ID of the e-mail that it answers") @Nullable String inReplyTo,
    @Description(
            "Message-IDs of its conversation up to the e-mail that it answers, the oldest first;"
                + " 100 at most. An answer has these and messageId as its references")
        List<String> references,
    @Description("Its attachments") List<MailAttachment> attachments,
    @Description("The vendor's own fields") Json.Obj extra) {
  public Mail {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(folder);
    Objects.requireNonNull(position);
    Objects.requireNonNull(messageId);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    replyTo = List.copyOf(replyTo);
    references = List.copyOf(references);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(text);
    Objects.requireNonNull(receivedAt);
    attachments = List.copyOf(attachments);
    Objects.requireNonNull(extra);
  }

  /** A message of which no more is known. */
  public static Builder builder(
      Ref ref, String folder, String position, String messageId, Instant receivedAt) {
    return new Builder(ref, folder, position, messageId, receivedAt);
  }

  /** Names what a message has; what is not said is absent. */
  public static final class Builder {

    private final Ref ref;
    private final String folder;
    private final String position;
    private final String messageId;
    private final Instant receivedAt;
    private @Nullable MailAddress from;
    private List<MailAddress> to = List.of();
    private List<MailAddress> cc = List.of();
    private List<MailAddress> replyTo = List.of();
    private String subject = "";
    private String text = "";
    private @Nullable String html;
    private @Nullable Instant sentAt;
    private boolean read;
    private boolean starred;
    private boolean automatic;
    private @Nullable String thread;
    private @Nullable String inReplyTo;
    private List<String> references = List.of();
    private List<MailAttachment> attachments = List.of();
    private Json.Obj extra = Json.EMPTY;

    private Builder(Ref ref, String folder, String position, String messageId, Instant receivedAt) {
      this.ref = ref;
      this.folder = folder;
      this.position = position;
      this.messageId = messageId;
      this.receivedAt = receivedAt;
    }

    public Builder from(@Nullable MailAddress value) {
      from = value;
      return this;
    }

    public Builder to(List<MailAddress> value) {
      to = value;
      return this;
    }

    public Builder cc(List<MailAddress> value) {
      cc = value;
      return this;
    }

    public Builder replyTo(List<MailAddress> value) {
      replyTo = value;
      return this;
    }

    public Builder subject(String value) {
      subject = value;
      return this;
    }

    public Builder text(String value) {
      text = value;
      return this;
    }

    public Builder html(@Nullable String value) {
      html = value;
      return this;
    }

    public Builder sentAt(@Nullable Instant value) {
      sentAt = value;
      return this;
    }

    public Builder read(boolean value) {
      read = value;
      return this;
    }

    public Builder starred(boolean value) {
      starred = value;
      return this;
    }

    public Builder automatic(boolean value) {
      automatic = value;
      return this;
    }

    public Builder thread(@Nullable String value) {
      thread = value;
      return this;
    }

    public Builder inReplyTo(@Nullable String value) {
      inReplyTo = value;
      return this;
    }

    public Builder references(List<String> value) {
      references = value;
      return this;
    }

    public Builder attachments(List<MailAttachment> value) {
      attachments = value;
      return this;
    }

    public Builder extra(Json.Obj value) {
      extra = value;
      return this;
    }

    public Mail build() {
      return new Mail(
          ref,
          folder,
          position,
          messageId,
          from,
          to,
          cc,
          replyTo,
          subject,
          text,
          html,
          sentAt,
          receivedAt,
          read,
          starred,
          automatic,
          thread,
          inReplyTo,
          references,
          attachments,
          extra);
    }
  }
}
