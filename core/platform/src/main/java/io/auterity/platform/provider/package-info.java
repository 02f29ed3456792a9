/** What the road may know of a tenant's providers, and how it leases one for an attempt. */
@NullMarked
package io.auterity.platform.provider;

import org.jspecify.annotations.NullMarked;
