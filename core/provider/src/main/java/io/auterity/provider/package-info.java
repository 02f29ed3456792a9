/** A tenant's providers as other modules see them, and their lease for an attempt. */
@NullMarked
package io.auterity.provider;

import org.jspecify.annotations.NullMarked;
