import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Asks axe about the page as it stands. Our pages have no frames, so it need not open a page of its own to put the answers of frames together (a third of its time). */
export function accessibilityOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
}
