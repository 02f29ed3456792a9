/** What the others may know of a tenant's providers, and how they lease one for an attempt. */
@NullMarked
package io.auterity.provider;

import org.jspecify.annotations.NullMarked;
