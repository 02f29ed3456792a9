package io.auterity.plugins.github;

import io.auterity.spi.Overrides;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ci.Ci;
import java.security.SecureRandom;

/** Secrets of Actions, whose values are sealed for the key of their repository. */
public final class SealedSecrets implements Overrides<Ci> {

  @Override
  public Class<? extends Ci> type() {
    return RepositorySecrets.class;
  }

  @Override
  public Ci open(ProviderContext context, Ci declared) {
    return new RepositorySecrets(context, new SecureRandom());
  }
}
