/** The append-only log of what was done, tenant by tenant. */
@NullMarked
package io.auterity.platform.audit;

import org.jspecify.annotations.NullMarked;
