package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;

/** A provider of a tenant. */
record ProviderKey(TenantScope scope, String id) {}
