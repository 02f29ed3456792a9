package io.auterity.server.web.request;

import java.util.List;
import org.apache.catalina.valves.RemoteIpValve;

/**
 * Has requests come from whom they come from, where proxies that an operator trusts stand in front:
 * from the last in {@code X-Forwarded-For} that is none of these, as encrypted as {@code
 * X-Forwarded-Proto} says. What others write there says nothing.
 */
public final class ClientAddress extends RemoteIpValve {

  /**
   * One that trusts these.
   *
   * @param proxies addresses and networks, at least one
   */
  public ClientAddress(List<String> proxies) {
    setInternalProxies(String.join(",", proxies));
    setRemoteIpHeader("X-Forwarded-For");
    setProtocolHeader("X-Forwarded-Proto");
  }
}
