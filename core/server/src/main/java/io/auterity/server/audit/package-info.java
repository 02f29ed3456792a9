/** The audit log of a tenant, for those who may read it. */
@NullMarked
package io.auterity.server.audit;

import org.jspecify.annotations.NullMarked;
