/**
 * Which language a request is answered in: the choice in the cookie `lang`, else the contests' own. What a browser asks for is
 * not heard: many a phone here is set to English whose owner reads Vietnamese.
 */
import type { Language } from '#contest/values.ts'

export const chooseLanguage = (cookie: string | undefined): Language => (cookie === 'en' ? 'en' : 'vi')
