package io.auterity.relay.plan;

import io.auterity.platform.provider.ProviderInfo;
import io.auterity.relay.price.PriceList;
import io.auterity.relay.price.Pricing;
import io.auterity.relay.route.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a configuration is called by those who keep what it led to. */
final class ConfigMark {

  private ConfigMark() {}

  static String of(List<Route> routes, List<ProviderInfo> providers, Pricing pricing) {
    StringBuilder all = new StringBuilder();
    for (Route route : routes) {
      part(all, route.id(), route.version(), route.spec());
    }
    for (ProviderInfo one : providers) {
      part(all, one.id(), one.generation(), one.connector());
      part(all, one.plugin(), one.pluginVersion(), one.offering());
    }
    for (PriceList list : pricing.lists()) {
      part(all, list.id(), list.version(), list.asOf());
    }
    return digest(all.toString());
  }

  private static void part(StringBuilder all, String id, Object version, Object what) {
    String text = what.toString();
    all.append(id).append(' ').append(version).append(' ').append(text.length()).append(text);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
