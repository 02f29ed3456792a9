package io.auterity.server.providers;

import io.auterity.provider.life.ProviderCredential;
import io.auterity.provider.life.ProviderCredential.GivenTokens;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a provider: the credential that signs its requests and the tokens that its
 * vendor gave for it, without any secret.
 *
 * @param auth kind of its credential
 * @param secret name of what the credential is made of; absent where it is made of none
 * @param state {@code own} where no user is asked; {@code unconnected} until a user agrees, {@code
 *     connected}, {@code changed} where a user agreed for another client, other hosts or another
 *     scope, or {@code lost} where the vendor takes its tokens no more
 * @param since when the first of the tokens were given that it has; absent where it has none
 * @param account whose they are, as the vendor told it; absent where it did not
 * @param asked scopes that are asked for
 * @param granted scopes that the vendor said it granted; absent where it said none, which means
 *     those that were asked for
 * @param refreshed when the latest tokens were given
 * @param expires when the access token does
 * @param renews whether the next tokens are had without a person
 */
public record ProviderConnection(
    String provider,
    String auth,
    @Nullable String secret,
    String state,
    @Nullable Instant since,
    @Nullable String account,
    List<String> asked,
    @Nullable List<String> granted,
    @Nullable Instant refreshed,
    @Nullable Instant expires,
    @Nullable Boolean renews) {

  static ProviderConnection of(String provider, ProviderCredential credential) {
    GivenTokens given = credential.given();
    return new ProviderConnection(
        provider,
        credential.kind(),
        credential.secret(),
        credential.state().name().toLowerCase(Locale.ROOT),
        given == null ? null : given.told().since(),
        given == null ? null : given.told().account(),
        credential.asked(),
        given == null ? null : given.told().scopes(),
        given == null ? null : given.issued(),
        given == null ? null : given.expires(),
        given == null ? null : given.renews());
  }
}
