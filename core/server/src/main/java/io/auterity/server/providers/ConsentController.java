package io.auterity.server.providers;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.provider.life.ProviderConsents;
import io.auterity.provider.life.ProviderConsents.Wanted;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Consents to the further reach of a connector, which providers of the caller's tenant wait for:
 * shows, gives and withdraws them.
 */
@RestController
@RequestMapping("/api/v1/providers/{id}/consent")
public record ConsentController(ProviderConsents consents) {

  /** To let a provider's connector reach further than before. */
  public static final Act CONSENT = new Act("provider.consent", Trace.WITH_CHANGE, false);

  /**
   * What a provider waits for.
   *
   * @param needed whether it waits
   * @param plugin whose version wants to reach further
   * @param hosts places that it would go to as well
   * @param credential places that would get its credential as well
   * @param of names all this: to be sent with the consent
   */
  public record WantedConsent(
      boolean needed,
      String plugin,
      String pluginVersion,
      List<String> hosts,
      List<String> credential,
      String of) {

    static WantedConsent of(Wanted wanted) {
      return new WantedConsent(
          wanted.needed(),
          wanted.plugin(),
          wanted.version(),
          wanted.hosts(),
          wanted.credential(),
          wanted.of());
    }
  }

  /**
   * Consent to what was looked at.
   *
   * @param of as it stood there
   */
  public record GivenConsent(String of) {}

  @Needs("provider.read")
  @GetMapping
  WantedConsent wanted(Caller caller, @PathVariable String id) {
    return WantedConsent.of(consents.wanted(caller.scope(), id));
  }

  /** Takes back all that was agreed to: the provider waits at every server until that is anew. */
  @Needs("provider.consent")
  @DeleteMapping
  WantedConsent withdraw(Caller caller, @PathVariable String id) {
    return WantedConsent.of(consents.withdraw(caller.scope(), caller.act(CONSENT), id));
  }

  /** Agrees, and has the provider opened at every server; what was agreed to is answered. */
  @Needs("provider.consent")
  @PostMapping
  WantedConsent agree(Caller caller, @PathVariable String id, @RequestBody GivenConsent body) {
    return WantedConsent.of(consents.agree(caller.scope(), caller.act(CONSENT), id, body.of()));
  }
}
