package io.auterity.relay.cache;

import io.auterity.platform.call.TenantScope;

/**
 * The calls that may share answers. There is no key without one, so that no answer is found from
 * outside of its space.
 *
 * @param holder whose calls: of one principal, of all that one owner has, or of the tenant
 * @param operation what is called; streamed or not is the same
 * @param model as it was asked for; empty where none is
 * @param route by whose wish answers are kept
 * @param config names what answers depend on besides the input
 */
public record CacheSpace(
    TenantScope scope,
    String holder,
    String operation,
    String model,
    String route,
    String config) {}
