package io.auterity.platform.provider.life;

import io.auterity.platform.call.TenantScope;

/** A provider of a tenant. */
record ProviderKey(TenantScope scope, String id) {}
