package io.auterity.spi.text;

import io.auterity.spi.Description;
import java.util.List;

/** A text whose personal data has been replaced. */
public record MaskedText(
    @Description("The text with each finding replaced by its kind in brackets") String text,
    @Description("What was replaced, by place in the original text") List<Finding> findings) {
  public MaskedText {
    findings = List.copyOf(findings);
  }

  /** One replaced piece; places count UTF-16 units of the original text. */
  public record Finding(
      @Description("email, phone, iban, card, us_ssn, ip_address") String kind,
      @Description("First unit of the finding") int start,
      @Description("Unit after the last of the finding") int end) {}
}
