package io.auterity.control.guardrail;

import io.auterity.control.guardrail.Guardrail.Act;
import io.auterity.control.guardrail.Guardrail.Where;
import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Range;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spec of a {@code guardrail}. */
@Description(
    "What is looked for in the words of calls, and what is done when it is found. Of several, the"
        + " one of the highest priority acts first, and each sees what those before have left.")
public record GuardrailSpec(
    @Description(
            "Where: request, answer (however it comes), stream (answers that come in pieces, and no"
                + " others), tool (what tools are told and tell, either way)")
        @Size(least = 1, distinct = true)
        List<Where> on,
    @Description("The highest acts first; of equals the one whose id comes first")
        @Range(least = -1_000, most = 1_000)
        @Default("0")
        int priority,
    @Description("Which calls; all when absent") Guardrail.@Nullable Scope scope,
    @Description("What is looked for") Find find,
    @Description(
            "allow: rules after it do not find these words; watch: told in the decision alone;"
                + " mask: placeholders instead; restore: the same, put back in what a model"
                + " answers; block: content_refused; route: gives the call labels")
        Act act,
    @Description("What a call gets by act: route") @Size(least = 1, most = 8) @TextForm(most = 256)
        @Nullable Map<String, String> labels,
    @Description("What happens when it cannot look")
        @TextForm(oneOf = {REFUSE, PASS})
        @Default(REFUSE)
        String onError,
    @Description(
            "What happens to the requests of git clients and others of a protocol of their own,"
                + " whose bytes no rule can read: refuse (unsupported) or pass, unseen")
        @TextForm(oneOf = {REFUSE, PASS})
        @Default(REFUSE)
        String bytes) {

  static final String PASS = "pass";

  static final String REFUSE = "refuse";
  static final String NAME = "^[a-z][a-z0-9_]{0,39}$";

  /** One of personal, secrets, words, schema, injection, http and topics. */
  public record Find(
      @Description("Kinds of personal data; an empty list is all of them")
          @Size(distinct = true)
          @TextForm(
              oneOf = {
                "email",
                "iban",
                "passport",
                "card",
                "ip_address",
                "us_ssn",
                "national_id",
                "phone"
              })
          @Nullable List<String> personal,
      @Description("Country whose phone numbers are found without a country code")
          @TextForm(pattern = "^[A-Z]{2}$")
          @Default("US")
          String region,
      @Description(
              "Keys in the shape of their issuers, private keys, web tokens, and what the text"
                  + " itself calls a password")
          @Nullable Json secrets,
      @Description("Words and phrases, found however they are written")
          @Size(least = 1, most = 10_000)
          @TextForm(least = 1, most = 200)
          @Nullable List<String> words,
      @Description("What these words are, as decisions and placeholders name them")
          @TextForm(pattern = NAME)
          @Default("word")
          String as,
      @Description(
              "A judge of your own. It is posted {text, place} and answers {findings: [{kind}]},"
                  + " none where the text is as it should be")
          @Nullable Http http,
      @Description(
              "Instructions where none belong: overriding, leaking, role play, exfiltration, misuse"
                  + " of tools, false delimiters, also disguised. true: by rules; meaning: by rules"
                  + " and, in texts that are there whole, by a head over embeddings where a plugin"
                  + " brings one, which takes milliseconds of a processor for each")
          @Nullable Json injection,
      @Description(
              "What is not to be spoken about, found by the meaning of each excerpt of ten to sixty"
                  + " words with the embedder of the plugin ai-local; reads English")
          @Size(least = 1, most = 30)
          @Nullable List<TopicDetector.Topic> topics,
      @Description("JSON Schema that a text must fit; found is what does not")
          Json.@Nullable Obj schema) {}

  /** A judge that is asked over HTTP. */
  public record Http(
      @Description(
              "Whether it takes all texts of a call at once: it is posted {texts: [{text, place}]}"
                  + " and answers {results: [{findings: [{kind}]}]}, one for each in their order")
          @Default("false")
          boolean batch,
      @Description("Where it answers") @TextForm(pattern = "^https?://", most = 2_000) String url,
      @Description("Name of the secret that it gets as bearer token") @TextForm(least = 1)
          @Nullable String secret,
      @Description("The longest that it may take for one question, at most 10s") @Default("2s")
          String timeout) {}
}
