/** Which language a request is answered in: the choice in the cookie `lang`, else Accept-Language, else Vietnamese. */
import type { Language } from '#contest/values.ts'

export function chooseLanguage(cookie: string | undefined, acceptLanguage: string | null): Language {
  if (cookie === 'vi' || cookie === 'en') return cookie
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2)
      return { language: tag.slice(0, 2), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ language, quality }) => (language === 'vi' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted[0]?.language === 'en' ? 'en' : 'vi'
}
