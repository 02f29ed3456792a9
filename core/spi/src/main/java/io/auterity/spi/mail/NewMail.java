package io.auterity.spi.mail;

import io.auterity.spi.Content;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code mail.message.send} and {@code mail.draft.create}. Who sends it is the provider's
 * own address.
 */
public record NewMail(
    @Description("Who gets it: ada@example.org or Ada <ada@example.org> each")
        @Size(least = 1, most = 100)
        @TextForm(least = 3, most = 320, pattern = "^[^\\x00-\\x1F\\x7F]+$")
        List<String> to,
    @Description("Who gets a copy")
        @Default("[]")
        @Size(most = 100)
        @TextForm(least = 3, most = 320, pattern = "^[^\\x00-\\x1F\\x7F]+$")
        List<String> cc,
    @Description("Who gets a copy that no other sees")
        @Default("[]")
        @Size(most = 100)
        @TextForm(least = 3, most = 320, pattern = "^[^\\x00-\\x1F\\x7F]+$")
        List<String> bcc,
    @Description("Subject, on one line") @TextForm(most = 500, pattern = "^[^\\x00-\\x1F\\x7F]*$")
        String subject,
    @Description("Text, without mark-up") @TextForm(most = 1_000_000) String text,
    @Description("The same in HTML, for programs that show it") @TextForm(most = 1_000_000)
        @Nullable String html,
    @Description("Files that go along, 20 MiB together") @Default("[]") @Size(most = 20)
        List<Content> attachments,
    @Description("Message-ID of the e-mail that it answers, in <>")
        @TextForm(most = 990, pattern = "^<[^<>\\x00-\\x20\\x7F]+>$")
        @Nullable String inReplyTo,
    @Description(
            "Message-IDs of its conversation before that one, the oldest first, as references of"
                + " the e-mail that it answers tells them")
        @Default("[]")
        @Size(most = 100)
        @TextForm(most = 990, pattern = "^<[^<>\\x00-\\x20\\x7F]+>$")
        List<String> references,
    @Description("Where answers go instead of to its sender")
        @Default("[]")
        @Size(most = 100)
        @TextForm(least = 3, most = 320, pattern = "^[^\\x00-\\x1F\\x7F]+$")
        List<String> replyTo) {
  public NewMail {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    bcc = List.copyOf(bcc);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(text);
    attachments = List.copyOf(attachments);
    references = List.copyOf(references);
    replyTo = List.copyOf(replyTo);
  }

  /** An e-mail to these, in text alone. */
  public static Builder builder(List<String> to, String subject, String text) {
    return new Builder(to, subject, text);
  }

  /** Names what an e-mail has; what is not said is absent. */
  public static final class Builder {

    private final List<String> to;
    private final String subject;
    private final String text;
    private List<String> cc = List.of();
    private List<String> bcc = List.of();
    private @Nullable String html;
    private List<Content> attachments = List.of();
    private @Nullable String inReplyTo;
    private List<String> references = List.of();
    private List<String> replyTo = List.of();

    private Builder(List<String> to, String subject, String text) {
      this.to = to;
      this.subject = subject;
      this.text = text;
    }

    public Builder cc(List<String> value) {
      cc = value;
      return this;
    }

    public Builder bcc(List<String> value) {
      bcc = value;
      return this;
    }

    public Builder html(@Nullable String value) {
      html = value;
      return this;
    }

    public Builder attachments(List<Content> value) {
      attachments = value;
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

    public Builder replyTo(List<String> value) {
      replyTo = value;
      return this;
    }

    public NewMail build() {
      return new NewMail(
          to, cc, bcc, subject, text, html, attachments, inReplyTo, references, replyTo);
    }
  }
}
